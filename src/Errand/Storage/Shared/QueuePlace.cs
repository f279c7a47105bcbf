namespace Errand.Storage.Shared;

/// <summary>A place in a queue: what is sooner is smaller.</summary>
/// <param name="Priority">As it is stored: negated, so that an index in ascending order begins with what is most urgent.</param>
/// <param name="Id">The task.</param>
internal readonly record struct QueuePlace(int Priority, long Id) : IComparable<QueuePlace>
{
    /// <summary>Nothing stands before it.</summary>
    public static readonly QueuePlace Start = new(short.MinValue, 0);

    /// <summary>Nothing stands behind it.</summary>
    public static readonly QueuePlace End = new(short.MaxValue, long.MaxValue);

    /// <param name="priority">As it was submitted.</param>
    /// <param name="id">The task.</param>
    public static QueuePlace Of(int priority, long id) => new(Negate(priority), id);

    /// <summary>From a priority as it was submitted to one as it is stored, and back.</summary>
    public static int Negate(int priority) => -priority;

    public int CompareTo(QueuePlace other) => Priority != other.Priority ? Priority.CompareTo(other.Priority) : Id.CompareTo(other.Id);
}
