using Errand.Handler;
using Errand.Janitor;
using Errand.Storage.Sqlite;
using Errand.Web;

namespace Errand.Hosting;

/// <summary>Where the store of a test lives, until the test is over.</summary>
internal sealed class ThrowAwayFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");

    public ErrandSettings Settings() => new()
    {
        Store = new SqliteStoreOptions { Path = Path.Combine(_folder.FullName, "errand.db"), Durable = false },
        Web = new WebOptions(),
        Handler = new HandlerOptions { Grace = TimeSpan.Zero },
        Janitor = new JanitorOptions(),
        MaxTaskTime = TimeSpan.FromDays(7),
        Urls = "",
    };

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system's own cleaning of temporary files takes what is left.
        }
    }
}
