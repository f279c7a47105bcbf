using System.Globalization;

namespace Errand;

/// <summary>The key of a stored task: unique and rising, at most 2^53 - 1, so that it survives every JSON reader.</summary>
/// <param name="Value">The bare number, from 1.</param>
public readonly record struct TaskId(long Value) : IComparable<TaskId>
{
    /// <inheritdoc />
    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    /// <summary>The bare number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one id is smaller than another.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.Value < right.Value;

    /// <summary>Whether one id is larger than another.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.Value > right.Value;

    /// <summary>Whether one id is smaller than another, or the same.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.Value <= right.Value;

    /// <summary>Whether one id is larger than another, or the same.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.Value >= right.Value;
}
