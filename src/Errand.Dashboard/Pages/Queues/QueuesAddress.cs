namespace Errand.Dashboard.Pages.Queues;

/// <summary>The address of the list of queues.</summary>
internal static class QueuesAddress
{
    /// <summary>Without the base.</summary>
    /// <param name="search">What their names have in them; empty: all queues.</param>
    /// <param name="more">Further parameters.</param>
    public static string Of(string search, string more = "")
    {
        string[] parts = [search.Length == 0 ? "" : $"q={Uri.EscapeDataString(search)}", more];
        string query = string.Join('&', parts.Where(part => part.Length > 0));
        return query.Length == 0 ? "/queues" : $"/queues?{query}";
    }
}
