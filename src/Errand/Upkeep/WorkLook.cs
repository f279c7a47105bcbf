using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;

namespace Errand.Upkeep;

/// <summary>Asks the store what there is to do.</summary>
internal sealed class WorkLook(IUpkeepStore store, IWatchStore watch, LocalMembers locals)
{
    private readonly PollPace _pace = new(watch.LongestSilence);

    public Task<TickAnswer> AskAsync(CancellationToken cancellationToken) => store.TickAsync(locals.Ids, cancellationToken);

    /// <summary>How long until the store must be asked again; null when it reports changes by itself.</summary>
    /// <param name="answer">Its last answer.</param>
    public TimeSpan? Pause(TickAnswer answer) => _pace.Next(answer.ReadyQueues.Count > 0);
}
