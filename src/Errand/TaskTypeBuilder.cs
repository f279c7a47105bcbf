using System.Diagnostics.CodeAnalysis;
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

    /// <summary>The author's args object; null when there is none.</summary>
    internal string? Example { get; private set; }

    /// <summary>The scope that callers need; null when the author said nothing.</summary>
    internal string? Scope { get; private set; }

    /// <summary>The options of a task that does not say otherwise.</summary>
    internal SubmitOptions Defaults { get; private set; } = new();

    /// <summary>The members of a summary, in their order. Null: the author said nothing. Empty: there is no summary.</summary>
    internal IReadOnlyList<SummaryMember>? Summary { get; private set; }

    /// <summary>How results are looked at, before what their shape suggests. Null: the author said nothing. Empty: only as
    /// JSON.</summary>
    internal IReadOnlyList<ResultView>? Views { get; private set; }

    /// <summary>Says what the type does, for people. Default: the function's <c>[Description]</c> or XML summary.</summary>
    /// <param name="description">One or two sentences.</param>
    public TaskTypeBuilder WithDescription(string description)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        Description = description;
        return this;
    }

    /// <summary>Gives an example of arguments, with which a form begins. Default: the arguments that must be sent, with values that their
    /// schema allows.</summary>
    /// <param name="args">A JSON object: <c>{"dt":0.01,"mass":0.145}</c>. The type must accept it; else the program stops at its
    /// start.</param>
    public TaskTypeBuilder WithExample([StringSyntax(StringSyntaxAttribute.Json)] string args)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(args);
        Example = args;
        return this;
    }

    /// <summary>Sets the scope that callers need to submit tasks of this type, and to run them again. Default: <c>submit:</c> and the name
    /// of the type.</summary>
    /// <param name="scope"><c>submit:NAME</c>, where the name has the shape of a type's: <c>submit:paid</c>. Several types may have the
    /// same.</param>
    /// <exception cref="ArgumentException">It is not of that shape.</exception>
    public TaskTypeBuilder WithScope(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.StartsWith(Scopes.Submit, StringComparison.Ordinal) || !NameRule.Holds(scope[Scopes.Submit.Length..]))
        {
            throw new ArgumentException($"The scope \"{scope}\" must be {Scopes.Submit} and {NameRule.Shape}.", nameof(scope));
        }

        Scope = scope;
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

    /// <summary>Names the members of the result that make its summary: the few numbers that lists and comparisons show, and that searches
    /// find. Default: the first 8 members at the result's top that are neither arrays nor objects.</summary>
    /// <param name="members">1 to 16 JSON Pointers (RFC 6901) to numbers, strings, booleans or nulls of the result: <c>/range</c>,
    /// <c>/fit/chi2</c>, <c>/apex/2</c>. Each has at most 200 characters. The empty one is the result itself.</param>
    /// <exception cref="ArgumentException">There are none or too many, one is not a JSON Pointer, or two would have one name.</exception>
    /// <remarks>In the summary a member is called by the last part of its pointer. If that is a number, or the last part of another pointer
    /// too, all parts make the name: <c>apex.2</c>. The result itself is called <c>result</c>. A summary is at most 1 KiB of JSON: a member
    /// that does not fit is left out, and so is one that the result does not have. A pointer that the schema of the result rules out stops
    /// the program at its start.</remarks>
    public TaskTypeBuilder WithSummary(params string[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Summary = SummaryMembers.Of(members);
        return this;
    }

    /// <summary>Leaves the summary of tasks of this type empty.</summary>
    public TaskTypeBuilder WithoutSummary()
    {
        Summary = [];
        return this;
    }

    /// <summary>Adds a way to look at results, with which their page begins. May be said several times. What the shape of a result suggests
    /// comes after it.</summary>
    /// <param name="describe">Says what is drawn: <c>v => v.Lines("Height").X("/t", "time", "s").Y("/r/*/2", "height", "m")</c>.</param>
    /// <exception cref="ArgumentException">The view is not complete, or draws nothing that there is.</exception>
    /// <remarks>A result that does not have what a view shows is shown without that view.</remarks>
    public TaskTypeBuilder WithView(Action<ResultViewBuilder> describe)
    {
        ArgumentNullException.ThrowIfNull(describe);
        var view = new ResultViewBuilder();
        describe(view);
        Views = [.. Views ?? [], view.Build()];
        return this;
    }

    /// <summary>Shows results as JSON to unfold, and in no other way.</summary>
    public TaskTypeBuilder WithoutViews()
    {
        Views = [];
        return this;
    }

    private static T InRange<T>(T value, T min, T max, string name)
        where T : IComparable<T> =>
        value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name, string.Create(CultureInfo.InvariantCulture, $"It must be {min} to {max}; got {value}."));
}
