/// Words, names, runs and years that people reach for first when they are asked for a password, folded to lower case: written
/// for Prior, not taken from a list of leaked ones. With at least fifteen characters asked for, what matters is that a
/// password is not just two of these side by side.
///
/// It is source and not a resource, so that a statically linked release finds it wherever it is put.
let commonPasswords = """
    0000 00000 000000 00000000 007007 010203 0123456789 0987654321 101010 1111 11111 111111 11111111 112233 1212
    121212 123123 123123123 123321 1234 12345 123456 1234567 12345678 123456789 1234567890 123456a 1234qwer 123654
    123789 123abc 123qwe 131313 13579 147258 147258369 147852 159357 159753 1986 1987 1988 1989 1990 1991 1992
    1993 1994 1995 1996 1997 1998 1999 1a2b3c 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz 1qaz2wsx 2000 2001 2002 2003 2004
    2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020 202020 2021 2022 2023 2024
    2025 2026 2027 212121 2222 222222 232323 242424 246810 252525 2580 303030 3333 333333 4321 4444 444444 456456
    456789 54321 5555 555555 654321 6666 666666 696969 7654321 7777 777777 7777777 789456 789456123 87654321 8888
    888888 88888888 987654 987654321 9999 999999 a1b2c3 a1b2c3d4 aaaa aaaaaa abc123 abcd abcd1234 abcdef abcdefg
    access account action adam admin admin123 administrator africa airplane alaska albert alex alexander alexandra
    alice alpha amanda amber america amsterdam andrea andrew angel angela angels animal anna anthony apollo apple
    apples april arsenal arthur asdf asdf1234 asdfasdf asdfgh asdfghjkl ashley asshole august austin azerty baby
    babygirl bailey balloon banana bandit barbados barbara barcelona barney baseball basketball batman battery
    beach bear beautiful beauty benjamin bethany bible bicycle bigdaddy billy birthday biscuit black blessed
    blessing blink182 blowme blue blueberry bond007 booboo boomer boston brandon brandy brazil brian bridge
    brother brown bubbles buddy bulldog buster butter butterfly calvin camera canada candle candy captain carlos
    caroline casper castle catherine chair champion change changeme charles charlie cheese chelsea cherry chester
    chicago chicken chocolate chris christ christian christina christmas christopher church cinderella claire
    classic claudia coconut coffee college computer connect cookie cookies cool cooper corona correct country
    courage cowboy cowboys creative cricket crystal cupcake dakota dallas dance dancer daniel danielle darling
    david december default demo denise dennis desert destiny diamond diana diego digital doctor dolphin dolphins
    donald donkey dragon dragons dreamer dreams durban eagle eagles earth easter eclipse edward einstein elephant
    elizabeth emily emmanuel england enter eric europe eva extreme faith falcon family father february ferrari
    flamingo flash flower flowers football forever forever1 forget france francis frank freddy freedom friday
    friend friends fucking fuckme fuckyou galaxy gandalf garden garfield gateway gemini general george giants
    ginger gloria glory goddess godisgood godislove gold golden goldfish golfer google grace grandma green guest
    guitar hallo hammer hannah happiness happy harley harmony harry heather heaven helena hello hello123 hello1234
    hellokitty help hockey holiday home honey hope horse hotdog house hunter iceman iloveu iloveyou inspire
    internet island jackson jamaica jamaican james january jasmine jason jasper jennifer jeremy jerusalem jessica
    jesus jesus1 jesuschrist john johnny jordan joseph joshua july june junior jupiter justin katherine killer
    kimberly kingdom kingston kitten kitty knight kumquat ladybug lakers lauren learner learning legend lekker
    lesotho letmein letmein1 liberty lifeline light lightning lindiwe lion lionheart liverpool login london lovely
    lover loverboy loveyou lucky lucky7 madison magic manager manchester mandela marathon march margaret maria
    marie marina marlboro martin maseru master matrix matthew maxwell mercedes merlin mexico miami michael
    michelle midnight mike million minnie miracle mobile monday money monica monkey monster moonlight morgan
    morning mother mountain mozart muffin music mustang mylove mypassword nathan nature newyork nicholas nicole
    nigeria ninja nirvana nothing november number1 october office oliver onelove orange orlando oscar pa55word
    paradise paris passport passw0rd password password1 password12 password123 patience patricia patrick peace
    peaches peanut pepper peter philip phoenix picture pineapple pizza please pokemon police popcorn portfolio
    portugal power praise prayer precious president pretoria pretty prince princess private promise purple
    q1w2e3r4 qazwsx qazwsxedc queen querty qwaszx qwer1234 qwerty qwerty1 qwerty123 qwertyui qwertyuiop rabbit
    rachel rainbow ranger rebecca redsox register remember richard robert rocket rockstar ronaldo rose rosebud
    runner russia sabrina samantha samsung samuel sandra santa saturday saturn savior school scooter scorpion
    scotland secret secret1 september service shadow shannon sharon shelby shithead silver simple sister skippy
    slipknot smile smokey snoopy snowball soccer sophia southafrica sparky spider spiderman spring springbok staff
    stanley starwars steelers stella steven student summer sunday sunflower sunshine super superman superstar
    support surfer sweet sweetheart swordfish sydney system target teacher temp temporary tennis teresa test
    test123 tester testing thomas thunder tiger tigers tigger tinkerbell titanic toyota travel trinidad trinity
    trustno1 turtle tweety twilight united university unknown user vanessa venus victor victoria victory viking
    vincent violet virginia volleyball warrior water webmaster welcome welcome1 welcome123 william windows winner
    winter wisdom wizard wolf wonderful xbox yamaha yankees yellow zaq12wsx zxcvbn zxcvbnm
    """
