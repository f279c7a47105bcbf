using System.Text.Json;

namespace Errand.TestServers;

/// <summary>A task as the server answers it; only what these tests look at.</summary>
public sealed record SeenTask
{
    public required long Id { get; init; }

    public required string Status { get; init; }

    public string? Outcome { get; init; }

    public string? Reason { get; init; }

    public JsonElement? Result { get; init; }

    public SeenError? Error { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public bool IsDone => Status == "done";

    public bool IsRunning => Status == "running";

    /// <summary>The result as it travelled.</summary>
    public string? ResultText => Result?.GetRawText();
}
