using Errand.OpenApi.Tests;
using Errand.TestServers;

[assembly: AssemblyFixture(typeof(ExampleServer))]

namespace Errand.OpenApi.Tests;

/// <summary>A server with the example types, and its document as a file.</summary>
public sealed class ExampleServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly ErrandApp _app;

    public ExampleServer()
    {
        _app = ErrandApp.Create(
        [
            "all", "--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{_folder.Database}", "--Logging:LogLevel:Default", "None",
        ]);
        ExampleTypes.Map(_app);
    }

    public Uri Address => new(_app.Urls.Single());

    public string Document => _folder.File("openapi.json");

    /// <summary>A new folder for what a generator makes.</summary>
    public string NewFolder() => Directory.CreateDirectory(_folder.File(Guid.NewGuid().ToString())).FullName;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        using var http = new HttpClient();
        await File.WriteAllBytesAsync(Document, await http.GetByteArrayAsync(new Uri(Address, "/openapi.json")));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
