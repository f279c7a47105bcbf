using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>A web process, one that is web and handler at once and hands its tasks over, 3 handlers and 2 janitors on one store, each
/// started again whenever it ends.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly (string Name, string Roles)[] Processes =
    [
        ("web1", "web"), ("both1", "web handler"), ("handler1", "handler"), ("handler2", "handler"), ("handler3", "handler"),
        ("janitor1", "janitor"), ("janitor2", "janitor"),
    ];

    private readonly SupervisedServer[] _servers;

    public Fleet(Func<string, ServerProcess> launch, HistoryWriter history) =>
        _servers = [.. Processes.Select(process => new SupervisedServer(process.Name, process.Roles, launch, history))];

    public static IReadOnlyList<string> Names { get; } = [.. Processes.Select(process => process.Name)];

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
