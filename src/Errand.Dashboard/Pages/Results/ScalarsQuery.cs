using Errand.Dashboard.Parts.Texts;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results;

/// <summary>Reads single values.</summary>
internal static class ScalarsQuery
{
    private const int MostValues = 1000;

    public static async Task<ScalarsContent> ReadAsync(PageRequest request, TaskId id, ResultShape root, ResultView view)
    {
        if (IsSingle(root))
        {
            return new ScalarsContent([Of(root, new ViewLine { Column = "" })], IsWhole: true);
        }

        IReadOnlyList<Scalar> values = view.Y.Count == 0 ? await AllAsync(request, id, view.At) : await ThoseAsync(request, id, view.Y);
        return new ScalarsContent(values, IsWhole: false);
    }

    private static async Task<IReadOnlyList<Scalar>> AllAsync(PageRequest request, TaskId id, string at)
    {
        var options = new ResultShapeOptions { At = at, Limit = MostValues };
        ResultShape? shape = await request.Tasks.FindResultShapeAsync(id, options, request.Aborted);
        return [.. (shape?.Children ?? []).Where(IsSingle).Select(child => Of(child, new ViewLine { Column = child.At }))];
    }

    private static async Task<IReadOnlyList<Scalar>> ThoseAsync(PageRequest request, TaskId id, IReadOnlyList<ViewLine> lines)
    {
        List<Scalar> values = [];
        foreach (ViewLine line in lines)
        {
            var options = new ResultShapeOptions { At = line.Column, Limit = 1 };
            if (await request.Tasks.FindResultShapeAsync(id, options, request.Aborted) is { } shape)
            {
                values.Add(Of(shape, line));
            }
        }

        return values;
    }

    private static bool IsSingle(ResultShape shape) =>
        shape.Kind is ResultKind.Null or ResultKind.Boolean or ResultKind.Number or ResultKind.String;

    private static Scalar Of(ResultShape shape, ViewLine line) => new(
        VisibleText.Of(line.Label ?? shape.Name ?? (PointerText.StepsOf(line.Column) is [.., var last] ? last : "value")),
        TextOf(shape),
        line.Unit is { } unit ? VisibleText.Of(unit) : null,
        shape.Kind == ResultKind.Number,
        shape.At);

    private static string TextOf(ResultShape shape) => shape.Kind switch
    {
        ResultKind.String => VisibleText.Of(shape.Preview!) + (shape.Length > shape.Preview!.Length ? "…" : ""),
        ResultKind.Null => "null",
        _ => shape.Text ?? ShapeWords.Of(shape),
    };
}
