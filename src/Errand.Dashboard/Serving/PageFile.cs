namespace Errand.Dashboard.Serving;

/// <summary>What is sent instead of a page.</summary>
internal sealed record PageFile
{
    public required string ContentType { get; init; }

    /// <summary>What it is called when it is saved; null: it is shown.</summary>
    public string? SavedAs { get; init; }

    /// <summary>What it may do when it is shown, as a Content-Security-Policy; null: as a page.</summary>
    public string? Policy { get; init; }

    /// <summary>The pages that may show it, when others than those of this server are among them; null: only those of this
    /// server.</summary>
    public FrameAncestors? Sites { get; init; }

    /// <summary>The entity tag, quoted, of what never changes; null: nothing keeps it.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether it is sent as it is: it would not get smaller by being compressed.</summary>
    public bool IsPacked { get; init; }

    public required Func<Stream, CancellationToken, Task> WriteAsync { get; init; }
}
