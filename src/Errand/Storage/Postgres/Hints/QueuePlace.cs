namespace Errand.Storage.Postgres.Hints;

/// <summary>A place in a queue: what is sooner is smaller.</summary>
/// <param name="Priority">Negated, as it is stored.</param>
/// <param name="Id">The task.</param>
internal readonly record struct QueuePlace(int Priority, long Id) : IComparable<QueuePlace>
{
    /// <summary>Nothing stands before it.</summary>
    public static readonly QueuePlace Start = new(short.MinValue, 0);

    /// <summary>Nothing stands behind it.</summary>
    public static readonly QueuePlace End = new(short.MaxValue, long.MaxValue);

    public int CompareTo(QueuePlace other) => Priority != other.Priority ? Priority.CompareTo(other.Priority) : Id.CompareTo(other.Id);
}
