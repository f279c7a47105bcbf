using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Why a request was not done (RFC 9457).</summary>
public record ProblemView
{
    /// <summary>A URI that ends in one of <see cref="ProblemSlug"/>, or <c>about:blank</c> when the status says it all.</summary>
    public required string Type { get; init; }

    /// <summary>The same for every problem of its type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>The path of the request.</summary>
    public required string Instance { get; init; }

    /// <summary>The server's log has the same request under it.</summary>
    public required string TraceId { get; init; }

    /// <summary>Everything that is wrong with the request; there with every 422.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Fault>? Errors { get; init; }

    /// <summary>Names that may have been meant; there with <see cref="ProblemSlug.UnknownType"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Nearest { get; init; }
}
