using Errand.Storage.Control;

namespace Errand.Control;

/// <summary>A request to change many tasks as it was sent, read but not checked. What is null was not sent.</summary>
internal sealed record ActionTerms
{
    public TaskAction? Action { get; init; }

    public IReadOnlyList<TaskId>? Ids { get; init; }

    public string? Search { get; init; }

    public DateTimeOffset? Before { get; init; }

    public KeepRequest? Keep { get; init; }

    public string? Cursor { get; init; }

    /// <summary>As a caller in C# asks for it.</summary>
    public static ActionTerms Of(TaskActionRequest request) => new()
    {
        Action = request.Action,
        Ids = request.Ids,
        Search = request.Search,
        Before = request.Before,
        Keep = request.Keep is { } keep ? new KeepRequest(keep.Until, keep.Note) : null,
        Cursor = request.Cursor,
    };
}
