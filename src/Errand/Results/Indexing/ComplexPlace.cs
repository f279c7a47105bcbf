namespace Errand.Results.Indexing;

/// <summary>Where the parts of complex numbers are, as pointers to columns.</summary>
internal sealed record ComplexPlace(string Real, string Imaginary)
{
    private static readonly (string Real, string Imaginary)[] Names = [("re", "im"), ("real", "imaginary")];

    /// <summary>Null when a value is neither an array of complex numbers nor an object that has both of their parts as arrays of one
    /// length.</summary>
    /// <param name="node">The value.</param>
    /// <param name="at">Where it is.</param>
    public static ComplexPlace? Of(ResultNode node, string at)
    {
        foreach ((string real, string imaginary) in Names)
        {
            if (node.Kind == ResultKind.Complex ? node.Records!.Find(System.Text.Encoding.UTF8.GetBytes(real), 0) >= 0
                : node.FindMember(real) is { Kind: ResultKind.Numbers } x && node.FindMember(imaginary) is { Kind: ResultKind.Numbers } y
                    && x.Length == y.Length)
            {
                string below = node.Kind == ResultKind.Complex ? $"{at}/*" : at;
                return new ComplexPlace($"{below}/{real}", $"{below}/{imaginary}");
            }
        }

        return null;
    }
}
