namespace Errand;

/// <summary>The kind of a task: the public name that its author gave to <c>MapTask</c>, never a CLR name.</summary>
public readonly record struct TaskType
{
    /// <summary>Checks and wraps a name.</summary>
    /// <param name="name">Matches <c>[A-Za-z0-9._-]{1,100}</c>.</param>
    /// <exception cref="ArgumentException">The name has another shape.</exception>
    public TaskType(string name)
    {
        if (!NameRule.Holds(name))
        {
            throw new ArgumentException($"The task type name \"{name}\" must be {NameRule.Shape}.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The public name.</summary>
    public string Name { get; }

    /// <summary>The public name.</summary>
    public override string ToString() => Name;
}
