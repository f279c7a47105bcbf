namespace Errand.TestServers;

/// <summary>A test with server processes in a folder of its own. Whatever happens, none of them outlives it.</summary>
public abstract class SystemTest : IAsyncDisposable
{
    /// <summary>Any free port; the start notice says which.</summary>
    public static readonly (string Name, string Value) AnyPort = ("ASPNETCORE_URLS", "http://127.0.0.1:0");

    private readonly List<IAsyncDisposable> _owned = [];

    public TestFolder Folder { get; } = new();

    protected async Task<ServerProcess> StartAsync(string args, params (string Name, string Value)[] settings)
    {
        ServerProcess server = Launch(args, [AnyPort, .. settings]);
        await server.StartedAsync();
        return server;
    }

    /// <summary>Starts it with nothing but these settings, and does not wait.</summary>
    protected ServerProcess Launch(string args, params (string Name, string Value)[] settings) => Own(
        ServerProcess.Launch(Folder.Path, args.Split(' ', StringSplitOptions.RemoveEmptyEntries), settings));

    protected TaskClient ClientOf(ServerProcess server) => Own(new TaskClient(server.Address!));

    protected T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        lock (_owned)
        {
            _owned.Add(owned);
        }

        return owned;
    }

    /// <summary>For the person who reads the run: what was seen, beside what was asserted.</summary>
    protected static void Report(string figure) => Console.WriteLine($"  seen: {figure}");

    protected async Task StopAllAsync()
    {
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync();
        }

        _owned.Clear();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
