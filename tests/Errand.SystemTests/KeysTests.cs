using System.Net;

namespace Errand.SystemTests;

/// <summary>Keys are made by the program itself, whether or not a server runs.</summary>
public sealed class KeysTests : SystemTest
{
    [Fact]
    public async Task A_key_that_was_made_beside_a_server_is_good_there()
    {
        ServerProcess server = await StartAsync("web");
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, null));

        string key = await RunAsync("keys create ci --scope read --expires 90d");

        Assert.Matches("^errand_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$", key);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, null));
        string id = key.Split('_')[1];
        string other = await RunAsync($"keys rotate {id} --overlap 1h");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [await GetAsync(http, key), await GetAsync(http, other)]);
        ServerProcess revoke = Launch($"keys revoke {id}");
        Assert.Equal(0, await revoke.ExitAsync());
        ServerProcess list = Launch("keys list");
        Assert.Equal(0, await list.ExitAsync());
        Assert.Equal(3, list.Output.Lines.Count(line => line.Length > 0));
        Assert.DoesNotContain(key, server.Output.Text + server.Errors.Text + list.Output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys", 78)]
    [InlineData("keys create ci", 78)]
    [InlineData("keys revoke AbCdEfGh", 1)]
    public async Task What_cannot_be_done_is_told_in_one_line(string words, int code)
    {
        ServerProcess command = Launch(words);

        Assert.Equal(code, await command.ExitAsync());
        Assert.Single(command.Errors.Lines, line => line.Length > 0);
        Assert.DoesNotContain(command.Output.Lines, line => line.Length > 0);
    }

    private async Task<string> RunAsync(string words)
    {
        ServerProcess command = Launch(words);
        Assert.Equal(0, await command.ExitAsync());
        return Assert.Single(command.Output.Lines, line => line.Length > 0);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/tasks", UriKind.Relative));
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        }

        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
