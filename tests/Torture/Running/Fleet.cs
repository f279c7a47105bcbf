using HistoryChecker;

namespace Torture;

/// <summary>2 web, 3 handler and 2 janitor processes on one store, each started again whenever it ends.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly string[] WebNames = ["web1", "web2"];
    private static readonly string[] HandlerNames = ["handler1", "handler2", "handler3"];
    private static readonly string[] JanitorNames = ["janitor1", "janitor2"];

    private readonly SupervisedServer[] _servers;

    public Fleet(Func<string, ServerProcess> launch, HistoryWriter history) =>
        _servers = [.. Names.Select(name => new SupervisedServer(name, name[..^1], launch, history))];

    public static IReadOnlyList<string> Names { get; } = [.. WebNames, .. HandlerNames, .. JanitorNames];

    public SupervisedServer this[string name] => _servers.Single(server => server.Name == name);

    /// <summary>Where a client may ask now.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _servers.Select(server => server.Address).OfType<Uri>()];

    public IReadOnlyList<string> Troubles => [.. _servers.SelectMany(server => server.Troubles)];

    public string Output => string.Concat(_servers.Select(server => $"===== {server.Name}\n{server.Output}"));

    public async Task StartAsync()
    {
        Array.ForEach(_servers, server => server.Start());
        await StartedAsync();
    }

    public Task StartedAsync() => Task.WhenAll(_servers.Select(server => server.StartedAsync()));

    public Task SignalAllAsync(string signal) => Task.WhenAll(_servers.Select(server => server.SignalAsync(signal)));

    public Task StopAsync() => Task.WhenAll(_servers.Select(server => server.StopAsync()));

    /// <summary>Whatever the test died of, no supervisor goes on.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Select(server => server.KillAsync()));
}
