namespace Errand;

/// <summary>Something that happened to a task that is followed: a <see cref="TaskStatusUpdate"/>, <see cref="TaskProgressUpdate"/>,
/// <see cref="TaskLogUpdate"/> or <see cref="TaskEndUpdate"/>.</summary>
public abstract record TaskUpdate
{
    private protected TaskUpdate()
    {
    }

    /// <summary>Where to go on, in this process or another: given as <c>after</c>, it leaves out the lines of the log up to here.</summary>
    public required string Place { get; init; }
}
