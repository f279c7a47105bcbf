using System.Globalization;

namespace Errand;

/// <summary>Says how tasks of one type are treated unless a task says otherwise. Returned by <c>MapTask</c>.</summary>
public sealed class TaskTypeBuilder
{
    internal TaskTypeBuilder(TaskType type, Delegate function)
    {
        Type = type;
        Function = function;
    }

    internal TaskType Type { get; }

    internal Delegate Function { get; }

    internal string? Description { get; private set; }

    /// <summary>The options of a task that does not say otherwise.</summary>
    internal SubmitOptions Defaults { get; private set; } = new();

    /// <summary>Says what the type does, for people. Default: the function's <c>[Description]</c> or XML summary.</summary>
    /// <param name="description">One or two sentences.</param>
    public TaskTypeBuilder WithDescription(string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        Description = description;
        return this;
    }

    /// <summary>Sets the queue. Default: <c>default</c>.</summary>
    /// <param name="queue">Matches <c>[A-Za-z0-9._-]{1,100}</c> and does not begin with <c>errand.</c>. A queue comes into being by its
    /// first use.</param>
    /// <exception cref="ArgumentException">The name has another shape, or is reserved.</exception>
    public TaskTypeBuilder WithQueue(string queue)
    {
        if (!NameRule.MayBeChosen(queue))
        {
            throw new ArgumentException($"The queue name \"{queue}\" must be {NameRule.Description}.", nameof(queue));
        }

        Defaults = Defaults with { Queue = queue };
        return this;
    }

    /// <summary>Sets the priority. Default: 0.</summary>
    /// <param name="priority">-100 to 100; higher is sooner.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TaskTypeBuilder WithPriority(int priority)
    {
        Defaults = Defaults with { Priority = InRange(priority, TaskLimits.MinPriority, TaskLimits.MaxPriority, nameof(priority)) };
        return this;
    }

    /// <summary>Sets how long one run may take. Default: no limit but the task's expiry.</summary>
    /// <param name="timeout">1 millisecond to 10 years.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TaskTypeBuilder WithTimeout(TimeSpan timeout)
    {
        Defaults = Defaults with { Timeout = InRange(timeout, TaskLimits.MinTimeout, TaskLimits.MaxTimeToLive, nameof(timeout)) };
        return this;
    }

    /// <summary>Sets how many tries a task gets. Default: 3.</summary>
    /// <param name="maxAttempts">1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TaskTypeBuilder WithMaxAttempts(int maxAttempts)
    {
        Defaults = Defaults with { MaxAttempts = InRange(maxAttempts, 1, TaskLimits.MaxMaxAttempts, nameof(maxAttempts)) };
        return this;
    }

    /// <summary>Sets how long a task and its result are kept, counted from its creation. Default: the server's <c>MAX_TASK_TIME</c>, 7
    /// days.</summary>
    /// <param name="timeToLive">1 second to 10 years.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public TaskTypeBuilder WithTimeToLive(TimeSpan timeToLive)
    {
        Defaults = Defaults with
        {
            TimeToLive = InRange(timeToLive, TaskLimits.MinTimeToLive, TaskLimits.MaxTimeToLive, nameof(timeToLive)),
        };
        return this;
    }

    private static T InRange<T>(T value, T min, T max, string name)
        where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name, string.Create(CultureInfo.InvariantCulture, $"It must be {min} to {max}; got {value}."));
}
