using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Views;

/// <summary>Tells whether a result has what an author's view shows. As far as its index does not know that, it does.</summary>
internal static class ViewFit
{
    private static readonly string[] Drawn =
        [ResultViewKind.Lines, ResultViewKind.Scatter, ResultViewKind.Bars, ResultViewKind.Histogram, ResultViewKind.Path];

    private static readonly string[] NotNumbers = [ResultKind.Strings, ResultKind.Booleans];

    public static bool Has(ResultNode whole, ResultView view) =>
        Pointers(view).All(pointer => Has(whole, pointer, isDrawn: Drawn.Contains(view.Kind)));

    private static IEnumerable<string> Pointers(ResultView view) =>
    [
        view.At,
        .. view.X is { Scale: not Scale.Category } x ? new[] { x.Column } : [],
        .. view.Color is { } color ? new[] { color.Column } : [],
        .. view.Y.SelectMany(line => new[] { line.Column, line.Error, line.Low, line.High }).OfType<string>(),
    ];

    private static bool Has(ResultNode whole, string text, bool isDrawn)
    {
        if (!ResultPointer.TryParse(ColumnText.PointerOf(text), out ResultPointer pointer))
        {
            return false;
        }

        (ResultNode node, int step) = whole.Follow(pointer);
        return step == pointer.Steps && ColumnText.IsMadeOfComplex(text) ? ComplexPlace.Of(node, "") is not null
            : step == pointer.Steps ? !isDrawn || !NotNumbers.Contains(node.Kind)
            : node.IsArray ? HasElement(node, pointer, step)
            : node.IsObject && node.Members.Count < node.Length;
    }

    private static bool HasElement(ResultNode array, ResultPointer pointer, int step)
    {
        bool isElement = pointer.IsEach(step) ? array.Length > 0 : pointer.Index(step) is >= 0 and int index && index < array.Length;
        if (!isElement || step + 1 == pointer.Steps)
        {
            return isElement;
        }

        return array.Kind switch
        {
            ResultKind.Vectors or ResultKind.Matrix =>
                step + 2 == pointer.Steps && pointer.Index(step + 1) is >= 0 and int component && component < array.Sizes[1],
            ResultKind.Records or ResultKind.Complex => HasMember(array.Records!, pointer.Name(step + 1)),
            ResultKind.Numbers or ResultKind.Strings or ResultKind.Booleans or ResultKind.Instants => false,
            _ => true,
        };
    }

    private static bool HasMember(RecordColumns records, ReadOnlySpan<byte> name) => records.IsTooLong || records.Find(name, 0) >= 0;
}
