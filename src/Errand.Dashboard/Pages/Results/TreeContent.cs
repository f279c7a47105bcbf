using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Pages.Results;

/// <summary>The JSON itself: as a text when it is short, else level by level.</summary>
public sealed record TreeContent : ViewContent
{
    public const int PageChildren = 100;

    /// <summary>The value that is shown, and those of its children that are listed.</summary>
    public required ResultShape Shape { get; init; }

    /// <summary>All of it; null when it is long.</summary>
    public JsonText? Text { get; init; }

    /// <summary>The first child that is listed.</summary>
    public required int Offset { get; init; }

    public IReadOnlyList<ResultShape> Children => Shape.Children ?? [];

    public bool HasNext => Offset + Children.Count < Shape.Length;
}
