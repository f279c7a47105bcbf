using Errand.Membership;
using Errand.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Janitor;

/// <summary>The janitors of this process.</summary>
internal sealed class JanitorRole(
    Sweeper sweeper, IMemberStore members, LocalMembers locals, IOptions<JanitorOptions> options, TimeProvider time,
    ILogger<JanitorLoop> logger)
    : IHostedService, IDisposable
{
    private readonly List<JanitorLoop> _loops = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < options.Value.Count; i++)
        {
            var loop = new JanitorLoop(
                sweeper, new Member(members, locals, time, "janitor", slots: 0, logger), options.Value, time, logger);
            _loops.Add(loop);
            await loop.StartAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_loops.Select(loop => loop.StopAsync()));

    public void Dispose() => _loops.ForEach(loop => loop.Dispose());
}
