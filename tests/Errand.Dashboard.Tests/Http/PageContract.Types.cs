using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Dashboard.Tests.Forms;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The list of task types, and the page of one.</summary>
public abstract partial class PageContract
{
    private const string GoodThrow = """{"dt":0.5,"mass":1,"r0":[0,0,1]}""";

    [Fact]
    public async Task The_list_of_types_tells_what_they_do_and_who_runs_them()
    {
        string html = (await Client.GetAsync("/types")).IsPage().Text;

        Assert.Contains("href=\"/types/throw\"", html, StringComparison.Ordinal);
        Assert.Contains("The flight of a ball, with or without drag and spin.", html, StringComparison.Ordinal);
        Assert.Contains("No live handler with this type serves the queue unserved: its tasks wait there.", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "no handler"));
    }

    [Theory]
    [InlineData("FLIGHT", "flight", "throw")]
    [InlineData("first+try", "fail-once")]
    [InlineData("no-such-type")]
    public async Task Types_are_found_by_name_and_description(string search, params string[] names)
    {
        string html = (await Client.GetAsync($"/types?q={search}")).IsPage().Text;
        Assert.Equal(names.Order(), Regex.Matches(html, "<a class=\"button\" href=\"/types/([a-z-]+)\"").Select(link => link.Groups[1].Value).Order());
    }

    [Fact]
    public async Task The_head_of_a_type_tells_its_limits_in_words()
    {
        string html = (await Client.GetAsync("/types/throw")).IsPage().Text;
        foreach (string words in (string[])[">served<", "5 tries", "5 min a try", "kept 1 d", "/tasks?q=type:throw"])
        {
            Assert.Contains(words, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_field_tells_its_bounds_and_its_unit()
    {
        string html = (await Client.GetAsync("/types/throw")).IsPage().Text;
        Assert.Contains("Time step. More than 0, at most 60.", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"unit\">kg</span>", html, StringComparison.Ordinal);
        Assert.Contains("default (&quot;Fast&quot;)", html, StringComparison.Ordinal);
        Assert.Matches("name=\"/args/drag\"[^>]* placeholder=\"0 \\(default\\)\"", html);
        Assert.DoesNotContain("is:/args/drag", html, StringComparison.Ordinal);
        // Left out, spin is null: these two would be one choice in two words.
        MatchCollection states = Regex.Matches(html, "name=\"is:/args/spin\" value=\"([a-z]+)\"");
        Assert.Equal(["out", "value"], states.Select(match => match.Groups[1].Value));
        Assert.Contains("<span>default (null)</span>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("2147483648", (await Client.GetAsync("/types/add")).IsPage().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw", GoodThrow)]
    [InlineData("throw", """{"dt":0.00100,"mass":1E+2,"r0":[-0.0,1e-7,12345678901234567890],"drag":0,"spin":null,"wind":true,"mode":"Exact"}""")]
    [InlineData("throw", """{"dt":1,"mass":2,"r0":[1,2,3],"spin":[1.0,2.0,3.0]}""")]
    [InlineData("every", Every.Example)]
    [InlineData("tree", """{"tree":{"value":1,"children":[{"value":2,"children":[],"shadow":{"value":3,"children":[]}}],"shadow":null},"other":null}""")]
    [InlineData("nothing", "{}")]
    [InlineData("hostile", HostileArgs.Example)]
    [InlineData("echo", """{"any":[1.50,{"a":"b"}]}""")]
    public async Task A_form_that_is_filled_from_a_task_sends_its_arguments_again(string type, string args)
    {
        TaskId id = await Server.SubmitAsync(type, JsonElement.Parse(args), new() { Queue = TestTypes.UnservedQueue });

        Answer page = (await Client.GetAsync($"/types/{type}?from={id}")).IsPage();
        Assert.DoesNotContain("cannot hold", page.Text, StringComparison.Ordinal);
        TaskView again = await RunAsync(type, [.. SentBy(page), ("/queue", TestTypes.UnservedQueue)]);

        Assert.True(SameJson.Are(JsonElement.Parse(args), again.Args!.Value), again.Args.Value.GetRawText());
    }

    [Fact]
    public async Task Numbers_are_stored_as_they_are_typed()
    {
        TaskView task = await RunAsync(
            "throw",
            [
                ("/args/dt", " 0.0010 "), ("/args/mass", "1.50E+2"), ("/args/r0/0", "-0.0"), ("/args/r0/1", "∞"), ("/args/r0/2", "12345678901234567890"),
                ("is:/args/drag", "value"), ("/args/drag", "NaN"), ("is:/args/spin", "null"), ("is:/args/wind", "=false"), ("/queue", TestTypes.UnservedQueue),
            ]);

        Assert.Equal(
            """{"dt":0.0010,"mass":1.50E+2,"r0":[-0.0,"Infinity",12345678901234567890],"drag":"NaN","spin":null,"wind":false}""",
            task.Args!.Value.GetRawText());
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_is_submitted()
    {
        string tag = NewTag();
        Answer page = (await Client.PostAsync(
            "/types/throw",
            ("/args/dt", "0"), ("/args/mass", "a lot"), ("/args/r0/0", "1"), ("/args/r0/1", "x"), ("/args/r0/2", "3"), ("/priority", "1000"), ("/tags", tag)))
            .IsPage(422);

        Assert.Contains("dt must be more than 0", FaultOf(page, "/args/dt"), StringComparison.Ordinal);
        Assert.Contains("a lot", FaultOf(page, "/args/mass"), StringComparison.Ordinal);
        Assert.Contains("r0[1] must be a number", FaultOf(page, "/args/r0/1"), StringComparison.Ordinal);
        Assert.Contains("priority must be -100 to 100", FaultOf(page, "/priority"), StringComparison.Ordinal);
        Assert.Contains("No task was submitted: 4 things are wrong", page.Text, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page.Text, " autofocus"));
        Assert.Matches("name=\"/args/dt\"[^>]* autofocus", page.Text);
        Assert.Contains(("/args/mass", "a lot"), SentBy(page));
        Assert.Empty((await Server.Tasks.ListAsync(new TaskListFilter { Search = $"tag:{tag}" })).Items);
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_is_unknown_above_the_form()
    {
        Answer missing = (await Client.PostAsync("/types/throw", ("/args/dt", "1"))).IsPage(422);
        Assert.Contains("mass is required", FaultOf(missing, "/args/mass"), StringComparison.Ordinal);

        Answer unknown = (await Client.PostAsync("/types/throw", ("json", """{"dt":1,"mass":1,"r0":[1,2,3],"colour":"red"}"""))).IsPage(422);
        Assert.Contains("/args/colour: ", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("&quot;colour&quot;:&quot;red&quot;", unknown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_named_in_the_order_of_the_fields()
    {
        Answer page = (await Client.PostAsync(
            "/types/throw", ("/args/dt", "1"), ("/args/drag", "a lot"), ("/args/r0/1", "x"), ("/args/r0/0", "1"), ("/args/r0/2", "1")))
            .IsPage(422);

        MatchCollection named = Regex.Matches(page.Text, "<li>\\s*<a href=\"#f(\\d+)\"");
        Assert.Equal(3, named.Count);
        Assert.Equal(named.OrderBy(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)), named);
    }

    [Fact]
    public async Task A_number_that_is_left_blank_is_left_out_and_typing_one_is_enough()
    {
        (string, string)[] fields =
        [
            ("/args/dt", "1"), ("/args/mass", "1"), ("/args/r0/0", "1"), ("/args/r0/1", "1"), ("/args/r0/2", "1"),
            ("/queue", TestTypes.UnservedQueue),
        ];
        TaskView blank = await RunAsync("throw", [.. fields, ("/args/drag", " ")]);
        TaskView typed = await RunAsync("throw", [.. fields, ("/args/drag", "0.50")]);

        Assert.Equal("""{"dt":1,"mass":1,"r0":[1,1,1]}""", blank.Args!.Value.GetRawText());
        Assert.Equal("""{"dt":1,"mass":1,"r0":[1,1,1],"drag":0.50}""", typed.Args!.Value.GetRawText());
    }

    [Theory]
    [InlineData("is:/args/drag", "value", "drag has no value: type one, or leave it out")]
    [InlineData("is:/args/spin", "value", "spin has no value: type one, or leave it out")]
    public async Task A_value_that_was_promised_and_not_typed_is_asked_for(string name, string value, string words)
    {
        Answer page = (await Client.PostAsync("/types/throw", ("/args/dt", "1"), ("/args/mass", "1"), ("/args/r0/0", "1"), (name, value))).IsPage(422);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_task_and_a_refused_one_has_a_new_key()
    {
        (string, string)[] form = [.. SentBy((await Client.GetAsync("/types/add")).IsPage()), ("/queue", TestTypes.UnservedQueue)];
        Assert.Equal((await RunAsync("add", form)).Id, (await RunAsync("add", form)).Id);

        Answer refused = (await Client.PostAsync("/types/add", [.. form, ("/args/x", "one")])).IsPage(422);
        string key = SentBy(refused).Single(field => field.Name == "key").Value;
        Assert.NotEqual(form.Single(field => field.Item1 == "key").Item2, key);
        Assert.Equal(key, SentBy(refused).Single(field => field.Name == "/idempotencyKey").Value);
        Assert.NotEqual((await RunAsync("add", form)).Id, (await RunAsync("add", [.. SentBy(refused), ("/args/x", "1")])).Id);
    }

    [Fact]
    public async Task Options_are_those_of_the_task()
    {
        string tag = NewTag();
        TaskView task = await RunAsync("add", [
            ("/args/x", "1"), ("/args/y", "2"), ("/queue", TestTypes.UnservedQueue), ("/priority", "7"), ("/delay", "2 h"), ("/maxAttempts", "9"), ("/timeout", "90"),
            ("/ttl", "3 d"), ("/tags", $" {tag}  two "), ("/idempotencyKey", tag),
        ]);

        Assert.Equal((TestTypes.UnservedQueue, 7, 9), (task.Queue, task.Priority, task.MaxAttempts));
        Assert.Equal([tag, "two"], task.Tags);
        Assert.Equal(TimeSpan.FromHours(2), task.RunAt - task.CreatedAt);
        Assert.Equal(TimeSpan.FromDays(3), task.ExpiresAt - task.CreatedAt);
    }

    [Theory]
    [InlineData("/delay", "soon", "delay must be a number of seconds")]
    [InlineData("/maxAttempts", "two", "maxAttempts must be an integer")]
    [InlineData("/ttl", "11 years", "ttl must be a number of seconds")]
    [InlineData("/queue", "no blanks", "queue must be")]
    [InlineData("/tags", "good b@d", "a tag must be")]
    [InlineData("/idempotencyKey", "é", "an idempotency key must be")]
    public async Task An_option_that_cannot_be_is_said_beside_it(string name, string value, string words)
    {
        Answer page = (await Client.PostAsync("/types/add", ("/args/x", "1"), ("/args/y", "2"), (name, value))).IsPage(422);
        Assert.Contains(words, FaultOf(page, name), StringComparison.Ordinal);
        Assert.Matches("<details class=\"options\" open", page.Text);
    }

    [Fact]
    public async Task Items_are_added_and_removed_without_running_anything()
    {
        (string Name, string Value)[] form = SentBy((await Client.GetAsync("/types/every")).IsPage());
        Answer more = (await Client.PostAsync("/types/every", [.. form, ("do", "add:/args/items"), ("/args/title", "typed")])).IsPage();
        Assert.Contains(("count:/args/items", "3"), SentBy(more));
        Assert.Contains(("/args/title", "typed"), SentBy(more));
        Assert.Matches("name=\"/args/items/2/name\"[^>]* autofocus", more.Text);

        Answer fewer = (await Client.PostAsync("/types/every", [.. SentBy(more), ("do", "remove:/args/items/0")])).IsPage();
        Assert.Contains(("count:/args/items", "2"), SentBy(fewer));
        Assert.Contains(("/args/items/0/name", "second"), SentBy(fewer));

        Answer row = (await Client.PostAsync("/types/every", [.. SentBy(fewer), ("do", "add:/args/counts")])).IsPage();
        Assert.Contains(("key:/args/counts/1", "b/c"), SentBy(row));
        Assert.Contains(("key:/args/counts/2", ""), SentBy(row));
    }

    [Fact]
    public async Task A_value_within_one_of_its_kind_is_opened_when_somebody_asks()
    {
        Answer closed = (await Client.GetAsync("/types/tree?from=defaults")).IsPage();
        Assert.DoesNotContain(SentBy(closed), field => field.Name == "/args/tree/shadow/value");

        Answer open = (await Client.PostAsync("/types/tree", [.. SentBy(closed), ("do", "open:/args/tree/shadow")])).IsPage();
        Assert.Contains(("/args/tree/shadow/value", ""), SentBy(open));
        Assert.Contains(("is:/args/tree/shadow", "value"), SentBy(open));
    }

    [Fact]
    public async Task Another_kind_has_other_fields()
    {
        (string Name, string Value)[] form = SentBy((await Client.GetAsync("/types/every")).IsPage());
        Answer page = (await Client.PostAsync("/types/every", [.. form, ("kind:/args/shape", "0"), ("do", "show")])).IsPage();
        Assert.Contains(("/args/shape/radius", ""), SentBy(page));
        Assert.DoesNotContain(SentBy(page), field => field.Name == "/args/shape/side");
    }

    [Fact]
    public async Task A_form_can_be_typed_as_json_and_back()
    {
        (string Name, string Value)[] form = SentBy((await Client.GetAsync("/types/throw")).IsPage());
        Answer json = (await Client.PostAsync("/types/throw", [.. form, ("/args/dt", "0.0010"), ("do", "json")])).IsPage();
        Assert.Contains("\"dt\": 0.0010", SentBy(json).Single(field => field.Name == "json").Value, StringComparison.Ordinal);

        Answer fields = (await Client.PostAsync("/types/throw", [.. SentBy(json), ("do", "fields")])).IsPage();
        Assert.Contains(("/args/dt", "0.0010"), SentBy(fields));

        Answer odd = (await Client.PostAsync("/types/throw", ("json", """{"colour":"red"}"""), ("do", "fields"))).IsPage();
        Assert.Contains("cannot hold these arguments", odd.Text, StringComparison.Ordinal);
        Answer broken = (await Client.PostAsync("/types/throw", ("json", "{\"dt\":\n 1,}"), ("do", "run"))).IsPage(422);
        Assert.Contains("look at line 2, column", broken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_stored_byte_for_byte()
    {
        const string json = """{ "x" : 1.0, "y": 2e0 }""";
        Assert.Equal(json, (await RunAsync("add", [("json", json), ("/queue", TestTypes.UnservedQueue)])).Args!.Value.GetRawText());
    }

    [Fact]
    public async Task A_file_is_sent_as_base64()
    {
        (string Name, string Value)[] form = SentBy((await Client.GetAsync("/types/every")).IsPage());
        using var content = new MultipartFormDataContent();
        foreach ((string name, string value) in form.Append(("/queue", TestTypes.UnservedQueue)))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent([0, 255, 254]), "file:/args/data", "three.bin");
        Answer answer = (await Client.SendAsync("POST", "/types/every", content, ("Sec-Fetch-Site", "same-origin"))).Is(303);

        TaskView task = await TaskAtAsync(answer);
        Assert.Equal("AP/+", task.Args!.Value.GetProperty("data").GetString());
    }

    [Fact]
    public async Task A_form_without_a_task_to_be_filled_from_says_so()
    {
        Assert.Contains("Task 999999 is not here", (await Client.GetAsync("/types/add?from=999999")).IsPage().Text, StringComparison.Ordinal);

        TaskId other = await Server.SubmitWaitingAsync("fail", new { error = "no" });
        Answer page = (await Client.GetAsync($"/types/add?from={other}")).IsPage();
        Assert.Contains($"Task {other} is of the type fail", page.Text, StringComparison.Ordinal);
        Assert.Contains("&quot;error&quot;: &quot;no&quot;", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_there_is_not_has_no_page()
    {
        Assert.Contains("no task type named nope", (await Client.GetAsync("/types/nope")).IsPage(404).Text, StringComparison.Ordinal);
        (await Client.PostAsync("/types/nope", ("/args/x", "1"))).IsPage(404);
    }

    [Fact]
    public async Task The_page_of_a_task_leads_to_a_form_with_its_arguments()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 41, y = 1 });
        Answer task = (await Client.GetAsync($"/tasks/{id}")).IsPage();
        Assert.Contains($"/types/add?from={id}", task.Addresses());

        Assert.Contains(("/args/x", "41"), SentBy((await Client.GetAsync($"/types/add?from={id}")).IsPage()));
    }

    [Fact]
    public async Task Calls_have_what_the_form_holds_and_no_key_that_was_made_for_it()
    {
        (string Name, string Value)[] form = SentBy((await Client.GetAsync("/types/add")).IsPage());
        Answer page = (await Client.PostAsync("/types/add", [.. form, ("/args/x", "4.10e1"), ("/priority", "3"), ("/tags", "a b"), ("do", "calls")])).IsPage();
        string text = WebUtility.HtmlDecode(page.Text);

        Assert.Contains($"curl '{Server.Address.GetLeftPart(UriPartial.Authority)}/v1/types/add/tasks?priority=3&tag=a&tag=b'", text, StringComparison.Ordinal);
        Assert.Contains("""-d '{"x":4.10e1,"y":1}'""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("-H 'Idempotency-Key", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_told_in_words()
    {
        string text = WebUtility.HtmlDecode((await Client.GetAsync("/types/every?tab=schema")).IsPage().Text);
        foreach (string words in (string[])["list: number, NaN or infinity", ">V<", "list of rows of numbers", "text or null", "always \"circle\"", "default 3", "base64"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.Contains("Tree, as above", (await Client.GetAsync("/types/tree?tab=schema")).IsPage().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_looked_at_again_is_the_same_while_nothing_happens()
    {
        Answer one = (await Client.GetFragmentAsync("/types/nothing")).IsPage();
        (await Client.GetFragmentAsync("/types/nothing", ("If-None-Match", one.Header("ETag")!))).Is(304);
    }

    private static string NewTag() => $"t{Guid.NewGuid():N}";

    private static (string Name, string Value)[] SentBy(Answer page) => [.. HtmlControls.In(HtmlControls.Form(page.Text, "run-form"))];

    /// <summary>The first fault after a control, before the next one.</summary>
    private static string FaultOf(Answer page, string name)
    {
        string form = HtmlControls.Form(page.Text, "run-form");
        int start = Regex.Match(form, $" name=\"(is:)?{Regex.Escape(name)}\"").Index;
        Assert.True(start > 0, $"There is no field {name}: {form}");
        int fault = form.IndexOf("<p class=\"fault\"", start, StringComparison.Ordinal);
        Assert.True(fault > 0, $"{name} has no fault: {form[start..]}");
        return WebUtility.HtmlDecode(form[fault..form.IndexOf("</p>", fault, StringComparison.Ordinal)]);
    }

    private async Task<TaskView> RunAsync(string type, (string Name, string Value)[] form)
    {
        // The last value of a name counts.
        (string, string)[] fields = [.. form.GroupBy(field => field.Name).Select(fields => (fields.Key, fields.Last().Value))];
        return await TaskAtAsync((await Client.PostAsync($"/types/{type}", fields)).Is(303));
    }

    private async Task<TaskView> TaskAtAsync(Answer answer)
    {
        long id = long.Parse(answer.Location!["/tasks/".Length..], System.Globalization.CultureInfo.InvariantCulture);
        return (await Server.Tasks.FindAsync(new TaskId(id)))!;
    }
}
