namespace Errand.Results.Indexing;

/// <summary>How a complex number is written as an object.</summary>
internal enum ComplexForm
{
    /// <summary>It is not one.</summary>
    None,

    /// <summary><c>re</c> and <c>im</c>.</summary>
    Short,

    /// <summary><c>real</c> and <c>imaginary</c>.</summary>
    Long,
}
