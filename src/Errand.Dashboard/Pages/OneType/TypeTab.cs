namespace Errand.Dashboard.Pages.OneType;

/// <summary>A part of the page of a type.</summary>
public enum TypeTab
{
    Run,
    Calls,
    Schema,

    /// <summary>A value of the results of many tasks.</summary>
    Trend,
}
