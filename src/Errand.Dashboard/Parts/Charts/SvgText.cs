using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Errand.Dashboard.Parts.Charts;

/// <summary>A text in a chart. Not a .razor file, in which <c>text</c> means something else.</summary>
public sealed class SvgText : ComponentBase
{
    [Parameter, EditorRequired]
    public required string X { get; set; }

    /// <summary>The middle of the line.</summary>
    [Parameter, EditorRequired]
    public required string Y { get; set; }

    /// <summary>Which part of it stands there: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    [Parameter, EditorRequired]
    public required string Anchor { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "dy", "4");
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
