using System.Text.Json;

namespace Errand;

/// <summary>An entry of the audit log: who did what.</summary>
public sealed record AuditView
{
    /// <summary>Later entries have larger ones.</summary>
    public required long N { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it, such as <c>key:ci</c> or <c>anonymous</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>task-cancel</c>. More words will come.</summary>
    public required string Action { get; init; }

    /// <summary>The task, queue or key that was changed; null when it was none of them alone.</summary>
    public string? Target { get; init; }

    /// <summary>More about it, an object; null when there is no more to say.</summary>
    public JsonElement? Detail { get; init; }

    /// <summary>The address that it came from; null when it came over no network.</summary>
    public string? Address { get; init; }
}
