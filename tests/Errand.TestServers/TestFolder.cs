namespace Errand.TestServers;

/// <summary>Where the processes of one test run and keep their tasks.</summary>
public sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-system-");

    public string Path => _folder.FullName;

    public string Database => File("errand.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
