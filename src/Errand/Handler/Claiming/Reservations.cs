using Errand.Handler.Running;
using Errand.Signals;
using Errand.Storage.Messages;

namespace Errand.Handler.Claiming;

/// <summary>Reserves slots of a handler for tasks that are being submitted in this process: they start without a claim.</summary>
/// <param name="intake">Decides how many, and starts the tasks.</param>
/// <param name="wake">Set when reserved slots are free again.</param>
internal sealed class Reservations(Intake intake, AsyncSignal wake) : IHandlerSlots
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _closed;

    public Reservation? Reserve(string queue, int most, bool mayAllWait)
    {
        if (!intake.MayBypassClaims(queue))
        {
            return null;
        }

        lock (_lock)
        {
            if (_closed || intake.ReserveForSubmit(queue, most, mayAllWait) is not { } request)
            {
                return null;
            }

            _open++;
            return new HandlerReservation(request, intake, this);
        }
    }

    /// <summary>A reservation has ended: its unused slots are free again.</summary>
    public void End(SlotCount unused)
    {
        intake.Return(unused);
        lock (_lock)
        {
            _open--;
            CompleteWhenAllEnded();
        }

        wake.Set();
    }

    /// <summary>Reserves nothing more. Returns when every reservation has ended.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            CompleteWhenAllEnded();
        }

        return _allEnded.Task;
    }

    private void CompleteWhenAllEnded()
    {
        if (_closed && _open == 0)
        {
            _allEnded.TrySetResult();
        }
    }
}
