namespace Errand.Results.Columns;

/// <summary>What of complex numbers a column is.</summary>
internal enum ComplexPart
{
    /// <summary>It is not one of complex numbers.</summary>
    None,

    /// <summary>How far each is from 0: <c>abs(/z)</c>.</summary>
    Magnitude,

    /// <summary>The angle of each, from −π to π: <c>arg(/z)</c>.</summary>
    Phase,
}
