namespace Errand.Dashboard.Serving;

/// <summary>The entries of the rail.</summary>
public enum PageArea
{
    None,
    Home,
    Tasks,
    Types,
    Queues,
    Handlers,
    Settings,
}
