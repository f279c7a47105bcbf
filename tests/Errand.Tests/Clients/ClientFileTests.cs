using System.Net;
using System.Text.RegularExpressions;
using Errand.Tests.Contract;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.TestServers;

namespace Errand.Tests.Clients;

/// <summary>The clients that the server serves.</summary>
public sealed partial class ClientFileTests(ClientServer server) : IClassFixture<ClientServer>
{
    [Theory]
    [InlineData("errand.py")]
    [InlineData("errand.ts")]
    public async Task A_client_is_served_as_it_is_in_the_repository(string name)
    {
        using var client = new ContractClient(server.App);
        Answer answer = await client.GetAsync($"/clients/{name}");

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "clients", name), Waiting.Stop), answer.Text);
        Assert.Equal(("text/plain; charset=utf-8", "no-cache", "nosniff"), (answer.Header("Content-Type"), answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options")));
        Answer known = await client.GetAsync($"/clients/{name}", ("If-None-Match", answer.Header("ETag")!));
        Assert.Equal((HttpStatusCode.NotModified, ""), (known.Status, known.Text));
        Answer head = await client.SendAsync("HEAD", $"/clients/{name}", null);
        Assert.Equal((HttpStatusCode.OK, "", answer.Header("Content-Length")), (head.Status, head.Text, head.Header("Content-Length")));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/clients/errand.rb")).Status);
    }

    /// <summary>So that who reports a fault can say which one it has.</summary>
    [Theory]
    [InlineData("errand.py")]
    [InlineData("errand.ts")]
    [InlineData("package.json")]
    public async Task A_client_has_the_version_of_its_server(string name)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "clients", name), Waiting.Stop);
        Assert.Equal(ErrandVersion.Text.Split('+')[0], Version().Match(text).Groups[1].Value);
    }

    [GeneratedRegex("version[\"_]*(?: =|:) \"([0-9.]+)\"")]
    private static partial Regex Version();
}
