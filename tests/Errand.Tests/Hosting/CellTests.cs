using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Errand.TestDatabases;

namespace Errand.Tests.Hosting;

/// <summary>Several databases, none of which knows of the others: an id says which one has the task, as docs/scaling.md has it.</summary>
public sealed class CellTests
{
    private const int Cells = 4;

    [Fact]
    public async Task Cells_whose_sequences_interleave_give_ids_that_name_their_cell()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        var ids = new HashSet<long>();
        foreach (int cell in (int[])[1, 3])
        {
            await using PostgresDatabase database = await server.CreateDatabaseAsync();
            await using var app = ErrandApp.Create(
                ["--urls", "http://127.0.0.1:0", "--DATABASE_URL", database.Url, "--SHUTDOWN_GRACE", "0"]);
            app.MapTask("echo", (int x) => x);
            await app.StartAsync(Waiting.Stop);
            await database.RunAsync(string.Create(
                CultureInfo.InvariantCulture, $"ALTER SEQUENCE errand.task_id INCREMENT BY {Cells} START WITH {cell + Cells} RESTART"));
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

            for (int x = 1; x <= 5; x++)
            {
                JsonElement task = await SubmitAsync(client, x, "wait=30");
                long id = task.GetProperty("id").GetInt64();
                Assert.Equal(cell, id % Cells);
                Assert.True(ids.Add(id));
                Assert.Equal(x, task.GetProperty("result").GetInt32());
                JsonElement seen = await client.GetFromJsonAsync<JsonElement>($"/v1/tasks/{id}", Waiting.Stop).Soon();
                Assert.Equal(id, seen.GetProperty("id").GetInt64());
                // The same key once more: the task that is there.
                Assert.Equal(id, (await SubmitAsync(client, x, "wait=0")).GetProperty("id").GetInt64());
            }

            await app.StopAsync(Waiting.Stop).Soon();
        }
    }

    private static async Task<JsonElement> SubmitAsync(HttpClient client, int x, string options)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, $"/v1/types/echo/tasks?{options}") { Content = JsonContent.Create(new { x }) };
        request.Headers.Add("Idempotency-Key", $"key-{x}");
        using HttpResponseMessage answer = await client.SendAsync(request, Waiting.Stop).Soon();
        Assert.True(answer.IsSuccessStatusCode, $"{answer}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Waiting.Stop);
    }
}
