using System.Diagnostics;
using System.Text.Json;
using Errand.Dashboard.Pages.OneType;
using Errand.Dashboard.Tests.Forms;
using Errand.Dashboard.Tests.Servers;
using Errand.TestServers;

namespace Errand.Dashboard.Tests.Types;

/// <summary>Calls are run as they stand.</summary>
public sealed class CallTests(SqlitePageServer server) : IClassFixture<SqlitePageServer>
{
    private static readonly SubmitOptions Options = new()
    {
        Queue = TestTypes.UnservedQueue,
        Priority = 3,
        Delay = TimeSpan.FromSeconds(1.5),
        Tags = ["call", "of-a-program"],
    };

    public static TheoryData<string> Args() =>
    [
        "{}",
        """{"x":1.50,"big":12345678901234567890,"small":1E-400}""",
        """{"quotes":"it's \"here\" `there` ${x} $x \\ ''' \"\"\" %s {0}","lines":"one\ntwo\ttabs","more":["<b>","é😀","\u202e\u2028\u0000"]}""",
        """{"__proto__":{"a":1},"":null,"a/b~c":[[],{},true,false,[1,[2,[3]]]],"text":"a text that makes the whole longer than fits on a line"}""",
    ];

    [Theory]
    [MemberData(nameof(Args))]
    public Task Curl_sends_the_arguments(string args) => SendsAsync(args, "sh", calls => ["-c", $"{calls.Curl} --silent --show-error"]);

    [Theory]
    [MemberData(nameof(Args))]
    public Task Python_sends_the_arguments(string args) => SendsAsync(
        args, "python3", calls => ["-c", calls.Python.Replace("print(task.id)", "print('{\"id\": %s}' % task.id)", StringComparison.Ordinal)]);

    [Theory]
    [MemberData(nameof(Args))]
    public Task Javascript_sends_the_arguments(string args) => SendsAsync(
        args,
        "node",
        calls => ["--input-type=module", "-e", calls.JavaScript.Replace("console.log(await answer.json())", "console.log(await answer.text())", StringComparison.Ordinal)]);

    [Theory]
    [MemberData(nameof(Args))]
    public void The_text_in_a_program_of_csharp_is_the_arguments(string args)
    {
        var calls = CallTexts.Of("http://host", "echo", args, Options with { IdempotencyKey = "a\"b\\c" });
        string program = calls.CSharp;
        string[] lines = program.Split('\n');
        int start = Array.FindIndex(lines, line => line.EndsWith("\"\"\"", StringComparison.Ordinal));
        int end = Array.FindIndex(lines, line => line == "    \"\"\");");
        string text = string.Join('\n', lines[(start + 1)..end].Select(line => line[4..]));

        Assert.DoesNotContain("\"\"\"", text, StringComparison.Ordinal);
        Assert.True(SameJson.Are(JsonElement.Parse(args), JsonElement.Parse(text)), text);
        Assert.Contains(
            """SubmitAsync("echo", args, new SubmitOptions { Queue = "unserved", Priority = 3, Delay = TimeSpan.FromSeconds(1.5), Tags = ["call", "of-a-program"], IdempotencyKey = "a\"b\\c" });""",
            program, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_the_users_own_is_sent_by_every_call()
    {
        var calls = CallTexts.Of("http://host", "echo", "{}", new SubmitOptions { IdempotencyKey = "it's-mine" });
        Assert.Contains(@"-H 'Idempotency-Key: it'\''s-mine'", calls.Curl, StringComparison.Ordinal);
        Assert.All(
            (string[])[calls.CSharp, calls.Python, calls.JavaScript],
            call => Assert.Matches("(IdempotencyKey =|\"idempotencyKey\":|\"Idempotency-Key\":) \"it's-mine\"", call));
    }

    /// <summary>Runs a call in another program, and looks at the task that the server answers.</summary>
    private async Task SendsAsync(string args, string program, Func<CallTexts, string[]> call)
    {
        string api = server.Address.GetLeftPart(UriPartial.Authority);
        using Process run = Start(program, call(CallTexts.Of(api, "echo", args, Options)));
        string answer = await run.StandardOutput.ReadToEndAsync(Waiting.Stop).Soon();
        string errors = await run.StandardError.ReadToEndAsync(Waiting.Stop).Soon();
        await run.WaitForExitAsync(Waiting.Stop).Soon();
        Assert.True(run.ExitCode == 0, errors);

        TaskView task = (await server.Tasks.FindAsync(new TaskId(JsonElement.Parse(answer).GetProperty("id").GetInt64())))!;
        Assert.True(SameJson.Are(JsonElement.Parse(args), task.Args!.Value), task.Args.Value.GetRawText());
        Assert.Equal((TestTypes.UnservedQueue, 3), (task.Queue, task.Priority));
        Assert.Equal(["call", "of-a-program"], task.Tags);
    }

    private static Process Start(string program, string[] args)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, args)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["PYTHONPATH"] = Path.Combine(Repository.Root, "clients"), ["PYTHONDONTWRITEBYTECODE"] = "1" },
            })!;
        }
        catch (System.ComponentModel.Win32Exception) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"{program} is not installed.");
            throw;
        }
    }
}
