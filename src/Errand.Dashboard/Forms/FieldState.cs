namespace Errand.Dashboard.Forms;

/// <summary>What stands in a place of the arguments. Empty texts, lists and objects are values.</summary>
public enum FieldState
{
    /// <summary>Nothing is sent.</summary>
    Out,

    /// <summary><c>null</c> is sent.</summary>
    Null,

    /// <summary>What is typed is sent.</summary>
    Value,
}
