using Errand.Membership;
using Errand.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Janitor;

/// <summary>The janitors of this process.</summary>
internal sealed class JanitorRole(
    IUpkeepStore store, IMemberStore members, LocalMembers locals, IOptions<JanitorOptions> options, TimeProvider time,
    ILogger<JanitorLoop> logger)
    : IHostedService, IDisposable
{
    /// <summary>How many of its janitors delete at the same time. Submissions, claims and finishes need the store's connections, and
    /// SQLite's one writer, too.</summary>
    private const int AtATime = 2;

    private readonly List<JanitorLoop> _loops = [];
    private readonly SemaphoreSlim _turns = new(AtATime);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < options.Value.Count; i++)
        {
            var loop = new JanitorLoop(
                store, new Member(members, locals, time, "janitor", slots: 0, logger), _turns, options.Value, time, logger);
            _loops.Add(loop);
            await loop.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    public void Dispose() => _loops.ForEach(loop => loop.Dispose());
}
