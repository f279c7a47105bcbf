using System.Globalization;
using Errand.TestDatabases;
using Errand.Tests.Storage;
using Errand.TestServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Errand.Tests.Hosting;

/// <summary>In a program that answers each request in the culture of its client, Errand's answers are the same for all.</summary>
public sealed class RequestCultureTests
{
    private static readonly string[] Languages = ["fa-IR", "sv-SE", "ar-SA", "tr-TR"];

    [Fact]
    public async Task On_SQLite_answers_are_the_same_in_every_language()
    {
        IReadOnlyList<string> expected = await AnswersAsync("en-US");
        foreach (string language in Languages)
        {
            Assert.Equal(expected, await AnswersAsync(language));
        }

        static async Task<IReadOnlyList<string>> AnswersAsync(string language)
        {
            using var file = new SqliteFile();
            return await AnswersInAsync(language, $"sqlite:{file.Path}");
        }
    }

    [Fact]
    public async Task On_PostgreSQL_answers_are_the_same_in_every_language()
    {
        IReadOnlyList<string> expected = await AnswersAsync("en-US");
        foreach (string language in Languages)
        {
            Assert.Equal(expected, await AnswersAsync(language));
        }

        static async Task<IReadOnlyList<string>> AnswersAsync(string language)
        {
            await using PostgresDatabase database = await TestPostgres.CreateMigratedDatabaseAsync();
            return await AnswersInAsync(language, database.Url);
        }
    }

    private static async Task<IReadOnlyList<string>> AnswersInAsync(string language, string database)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("DATABASE_URL", database),
            KeyValuePair.Create<string, string?>("SHUTDOWN_GRACE", "0"),
            KeyValuePair.Create<string, string?>("Logging:LogLevel:Default", "None"),
        ]);
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        await using WebApplication app = builder.Build();
        app.UseRequestLocalization(
            options => options.SetDefaultCulture("en-US").AddSupportedCultures(Languages).AddSupportedUICultures(Languages));
        app.MapGet("/culture", () => CultureInfo.CurrentCulture.Name);
        app.MapErrand();
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        Assert.Equal(language, await client.GetStringAsync(new Uri("/culture", UriKind.Relative), Waiting.Stop));
        IReadOnlyList<string> answers = await Conversation.HoldAsync(client).Soon();
        await app.StopAsync(Waiting.Stop).Soon();
        return answers;
    }
}
