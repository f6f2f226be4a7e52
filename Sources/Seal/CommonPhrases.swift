/// Long passwords and phrases that come first to people's minds, folded: lower case, without spaces and punctuation.
///
/// A blocklist of short passwords alone would miss what people choose when fifteen characters are asked for.
let commonPhrases = """
    correcthorsebatterystaple correcthorsebatterystapler iloveyousomuch iloveyouforever iloveyoumorethanlife
    ilovemymother ilovemychildren ilovemyhusband ilovemywife ilovemyfamily ilovejesuschrist jesusismysaviour
    jesusismysavior jesuschristislord jesuslovesme godisgood godisgoodallthetime godislove godblessme
    godisgreat ingodwetrust thelordismyshepherd thelordismyshepherdishallnotwant inthebeginningwastheword
    forgodsolovedtheworld icandoallthingsthroughchrist amazinggracehowsweetthesound hallelujahpraisethelord
    ourfatherwhoartinheaven ourfatherinheaven praisethelord thankyoujesus thankyoulord blessedandhighlyfavoured
    letmeinplease openthedoorplease thisismypassword thisisapassword thisismysecret thisisasecret mypasswordissecret
    mypasswordis mysecretpassword myverylongpassword averylongpassword verylongpassword longpassword alongpassword
    thisisaverylongpassword fifteencharacters fifteenletters changemeplease changemenow changethispassword
    pleasechangeme defaultpassword temporarypassword passwordpassword passwordonetwothree onetwothreefourfive
    onetwothreefour onetwothreefourfivesix forgotmypassword iforgotmypassword idontknow idontknowmypassword
    nopassword nopasswordrequired enterpassword enteryourpassword secretpassword supersecretpassword topsecretpassword
    administrator administratorpassword systemadministrator adminadminadmin rootrootroot testtesttest
    testpassword welcomehome welcometothejungle welcomeback welcomewelcome helloworld hellomynameis howareyoutoday
    tobeornottobe tobeornottobethatisthequestion thequickbrownfox thequickbrownfoxjumpsoverthelazydog
    twinkletwinklelittlestar maryhadalittlelamb humptydumptysatonawall rowrowrowyourboat happybirthdaytoyou
    onceuponatime maytheforcebewithyou livelongandprosper winteriscoming tothemoonandback opensesame abracadabra
    supercalifragilisticexpialidocious allyouneedislove dontworrybehappy everylittlething nowomannocry onelove
    hakunamatata stairwaytoheaven bohemianrhapsody manchesterunited liverpoolfootballclub youllneverwalkalone
    kaizerchiefs orlandopirates chelseafootballclub arsenalfootballclub westindiescricket
    lesothofatselabontatarona lesotholesotho maserulesotho khotsopulanala khotsopulanale
    kingdomoflesotho moshoeshoe nkosisikelelafrika nkosisikeleliafrika jamaicalandwelove outofmanyonepeople
    jamaicajamaica trinidadandtobago forgedfromtheloveofliberty togetherweaspiretogetherweachieve barbadosbarbados
    guyanaguyana saintlucia stvincentandthegrenadines antiguaandbarbuda saintkittsandnevis
    priorlearning recognitionofpriorlearning priorlearningassessment recognitionpriorlearning portfolio myportfolio
    learner assessor coordinator registrar university college certificate qualification
    qwertyuiop qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfghjkl asdfghjklzxcvbnm zxcvbnm qazwsxedc
    qazwsxedcrfvtgb qazwsxedcrfvtgbyhnujm poiuytrewq lkjhgfdsa mnbvcxz qweasdzxc azertyuiop qwertzuiop
    zaqxswcdevfr abcdefghijklmnop abcdefghijklmnopqrstuvwxyz
    january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday summer winter spring autumn
    """
