namespace Errand.Storage.Messages;

internal enum FinishVerdict
{
    /// <summary>Recorded now.</summary>
    Applied,

    /// <summary>This finish was recorded before; its answer was lost.</summary>
    Already,

    /// <summary>The claim was lost: nothing was recorded, and the run does not count.</summary>
    Stale,

    /// <summary>The parts of its result waited so long for this finish that they were deleted. Nothing was written: store them again, then
    /// finish again.</summary>
    PartsGone,
}
