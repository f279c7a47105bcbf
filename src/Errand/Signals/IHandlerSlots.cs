using Errand.Storage.Messages;

namespace Errand.Signals;

/// <summary>The slots of one handler, as a submit in the same process sees them.</summary>
internal interface IHandlerSlots
{
    /// <summary>Reserves slots for up to <paramref name="most"/> tasks; null when there are none to give.</summary>
    /// <param name="queue">Where the tasks are.</param>
    /// <param name="most">How many tasks there are.</param>
    /// <param name="mayAllWait">Whether a reservation is of use when none of the tasks could start at once.</param>
    Reservation? Reserve(string queue, int most, bool mayAllWait);
}
