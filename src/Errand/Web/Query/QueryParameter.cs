using Errand.Submitting;

namespace Errand.Web.Query;

/// <summary>A query parameter that a route accepts.</summary>
/// <param name="Name">As it is written, in this case only.</param>
/// <param name="Schema">JSON Schema 2020-12 of one value.</param>
/// <param name="Description">What it does, for people.</param>
internal sealed record QueryParameter(string Name, string Schema, string Description)
{
    /// <summary>The option of a task that it is; null when it is about the request.</summary>
    public TaskOption? Option { get; init; }

    /// <summary>It may be there more than once.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The name is only how names begin: the rest of each is up to the client.</summary>
    public bool IsPrefix => Name.EndsWith('.');

    public bool IsNamed(string name) =>
        IsPrefix ? name.Length > Name.Length && name.StartsWith(Name, StringComparison.Ordinal) : Name == name;
}
