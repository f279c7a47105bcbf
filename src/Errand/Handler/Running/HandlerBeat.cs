using Errand.Membership;
using Errand.Storage.Messages;

namespace Errand.Handler.Running;

/// <summary>What a handler says with each beat, and what it does with the answer.</summary>
/// <param name="runs">The tasks that it holds.</param>
/// <param name="wake">Set after each answer: the handler may take on tasks again, or has to join again first.</param>
internal sealed class HandlerBeat(ActiveRuns runs, AsyncSignal wake) : IMemberRuns
{
    public IReadOnlyList<RunKey> Keys => runs.Keys;

    public void OnAnswered(BeatAnswer answer)
    {
        if (answer.IsDead)
        {
            runs.StopAll(StopReason.Lost);
        }

        foreach (RunKey key in answer.Cancelled)
        {
            runs.Stop(key, StopReason.Cancelled);
        }

        foreach (RunKey key in answer.Lost)
        {
            runs.Stop(key, StopReason.Lost);
        }

        wake.Set();
    }
}
