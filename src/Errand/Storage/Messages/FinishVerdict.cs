namespace Errand.Storage.Messages;

internal enum FinishVerdict
{
    /// <summary>Written down now.</summary>
    Applied,

    /// <summary>This very finish was written down before; its answer was lost.</summary>
    Already,

    /// <summary>The claim was taken over: nothing was written, and what the run did counts for nothing.</summary>
    Stale,

    /// <summary>The parts of its result waited so long for this finish that they were deleted. Nothing was written: store them again, then
    /// finish again.</summary>
    PartsGone,
}
