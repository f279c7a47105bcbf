namespace Errand.Dashboard.Pages.Types;

/// <summary>Whether there is a live handler for the tasks of a type.</summary>
public enum HandlerState
{
    Live,

    /// <summary>No live handler has the type.</summary>
    NoneHasType,

    /// <summary>Those that have the type do not serve its queue.</summary>
    NoneServesQueue,
}
