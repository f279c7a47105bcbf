namespace Errand.Dashboard.Tests.Servers;

/// <summary>Follows every link, form and asset from a page on.</summary>
internal static class LinkWalk
{
    private const int MostPages = 200;

    /// <summary>Fails when an address leads to no page or file of this server, or out of the prefix; or when a form takes what another
    /// site has sent.</summary>
    /// <param name="client">Of the server.</param>
    /// <param name="start">The path of the first page.</param>
    /// <param name="prefix">What stands before every address.</param>
    /// <returns>The paths that answered, without the query.</returns>
    public static async Task<IReadOnlyCollection<string>> FollowAsync(PageClient client, string start, string prefix)
    {
        HashSet<string> known = [start];
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out string? path) && known.Count < MostPages)
        {
            Answer answer = await client.GetAsync(path);
            Assert.True((int)answer.Status is 200 or 303, $"{path}: {(int)answer.Status}");
            foreach (string form in answer.Posts())
            {
                await RefusesOthersAsync(client, form, prefix);
            }

            foreach (string address in answer.Location is { } location ? [location] : AddressesOf(answer))
            {
                Assert.StartsWith(prefix + "/", address, StringComparison.Ordinal);
                if (known.Add(address))
                {
                    waiting.Enqueue(address);
                }
            }
        }

        return [.. known.Select(path => path.Split('?')[0]).Distinct()];
    }

    private static async Task RefusesOthersAsync(PageClient client, string form, string prefix)
    {
        Assert.StartsWith(prefix + "/", form, StringComparison.Ordinal);
        Answer answer = await client.SendAsync("POST", form, PageClient.FormOf(), ("Sec-Fetch-Site", "cross-site"));
        answer.IsPage(403);
    }

    /// <summary>Those of this server, apart from places in the page itself.</summary>
    private static IEnumerable<string> AddressesOf(Answer page) => page.ContentType!.StartsWith("text/html", StringComparison.Ordinal)
        ? page.Addresses().Where(address => !address.StartsWith('#') && !address.Contains("://", StringComparison.Ordinal))
        : [];
}
