using System.Security.Cryptography;

namespace Errand.Submitting;

/// <summary>An option of a task: what the query, the body and C# call it, what it may be, and what it means. All of them are in
/// <see cref="TaskOptions"/>.</summary>
/// <param name="name">Its name in the body of <c>POST /v1/tasks</c>, and in pointers.</param>
internal abstract class TaskOption(string name)
{
    public string Name { get; } = name;

    /// <summary>Its name in a query.</summary>
    public string QueryName { get; init; } = name;

    /// <summary>In a query it is there once for each of its values.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>JSON Schema 2020-12 of one value.</summary>
    public required string Schema { get; init; }

    /// <summary>What it means, for people.</summary>
    public required string Description { get; init; }

    /// <summary>Adds what is wrong with it, if it was sent.</summary>
    public abstract void Check(in OptionTerms terms, List<Fault> faults);

    /// <summary>Adds it to the hash of a request, if it was sent: a request without it has the same hash in a version that does not know
    /// it.</summary>
    public abstract void AppendTo(IncrementalHash hash, SubmitOptions options);
}
