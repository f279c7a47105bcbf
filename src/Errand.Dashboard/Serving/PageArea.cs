namespace Errand.Dashboard.Serving;

/// <summary>The entries of the rail.</summary>
public enum PageArea
{
    None,
    Home,
    Tasks,
    Queues,
    Handlers,
    Settings,
}
