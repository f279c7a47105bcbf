using Errand.Results.Indexing;

namespace Errand.Results.Looks;

/// <summary>What a node is to callers, without its children.</summary>
internal static class ShapeForm
{
    public static ResultShape Of(ResultNode node, string at)
    {
        bool hasNumbers = node.Kind is ResultKind.Numbers or ResultKind.Matrix or ResultKind.Grid;
        NumberFacts numbers = node.Numbers;
        return new ResultShape
        {
            Name = node.Name,
            At = at,
            Kind = node.Kind,
            Length = node.IsArray || node.IsObject || node.Kind == ResultKind.String ? node.Length : null,
            Width = node.Kind is ResultKind.Vectors or ResultKind.Matrix ? node.Sizes[1] : null,
            Sizes = node.Kind == ResultKind.Grid ? node.Sizes : null,
            Integers = node.Kind == ResultKind.Numbers ? numbers.AreIntegers : null,
            Min = hasNumbers ? MinOf(numbers) : null,
            Max = hasNumbers ? MaxOf(numbers) : null,
            NonFinite = hasNumbers ? numbers.NonFinite : null,
            Nulls = hasNumbers ? numbers.Nulls : null,
            Monotone = node.Kind != ResultKind.Numbers ? null
                : numbers.IsRising ? "rising"
                : numbers.IsFalling ? "falling"
                : null,
            Columns = node.Kind == ResultKind.Vectors ? [.. node.Columns.Select(RangeOf)] : null,
            Text = node.Kind is ResultKind.Number or ResultKind.Boolean ? node.Text : null,
            Preview = node.Kind == ResultKind.String ? node.Text : null,
            MediaType = node.MediaType,
            Bytes = node.IsArray || node.IsObject || node.Kind == ResultKind.Media ? node.End - node.Start : null,
        };
    }

    private static ResultRange RangeOf(NumberFacts facts) => new(MinOf(facts), MaxOf(facts), facts.NonFinite, facts.Nulls);

    private static double? MinOf(in NumberFacts facts) => facts.Finite > 0 ? facts.Min : null;

    private static double? MaxOf(in NumberFacts facts) => facts.Finite > 0 ? facts.Max : null;
}
