namespace Errand.SystemTests;

[CollectionDefinition(ReadmeProgram.Collection)]
public sealed class ReadmeProgramCollection : ICollectionFixture<ReadmeProgram>;
