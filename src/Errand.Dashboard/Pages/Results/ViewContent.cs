namespace Errand.Dashboard.Pages.Results;

/// <summary>What a view shows.</summary>
public abstract record ViewContent;
