using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Parts;

/// <summary>How long a task is kept, for people.</summary>
internal static class KeptWords
{
    /// <summary><c>kept until 6 Dec 2026: for the paper</c></summary>
    public static string Of(TaskKeep kept) =>
        $"kept {TimeOf(kept)}{(kept.Note is { } note ? $": {VisibleText.Of(note)}" : "")}";

    /// <summary><c>until 6 Dec 2026</c> or <c>forever</c></summary>
    public static string TimeOf(TaskKeep kept) => kept.Until is { } until ? $"until {Instant.Day(until)}" : "forever";
}
