/// A package of competencies of another publisher. Identified by `ID<ImportedPackage>`.
enum ImportedPackage {}
