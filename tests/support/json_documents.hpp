#pragma once

#include <string_view>
#include <type_traits>

#include <support/sample_types.hpp>

namespace veeam::inline v0::sample {

/// Calls `use(std::type_identity<T>{}, text)` with documents of every sample type, written as the writers write them.
///
/// The first document of a type has every member that can be there at once.
template <class Use>
void for_each_json_document(Use use) {
    auto const add = [&]<class T>(std::type_identity<T> type, auto... texts) {
        (use(type, std::string_view(texts)), ...);
    };
    add(std::type_identity<Link>{},
        R"({"Rel":"Up","Href":"http://em:9399/api/jobs?format=Entity","Name":"srv","Type":"BackupServerReference"})",
        R"({"Extra":[1,{"a":null}],"Rel":"Up","After":"x"})", R"({})");
    add(std::type_identity<Point>{}, R"({"X":9223372036854775807,"Y":0.1})", R"({"X":-9223372036854775808})");
    add(std::type_identity<Singles>{},
        R"({"Text":"a\"\\/\b\f\n\r\t\u0001é€😀","Integer":-1,"Number":1.7976931348623157e+308,"Boolean":true,)"
        R"("Timestamp":"2024-03-01T22:15:00.1234567+01:00","TimeOfDay":"2020-02-04T22:00:00.000+13:00",)"
        R"("Uuid":"CC52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10","Uid":"urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10",)"
        R"("Colour":"darkBLUE","Scope":10,"Point":{"X":1}})");
    add(std::type_identity<Optionals>{},
        R"({"Text":"","Integer":0,"Number":5e-324,"Boolean":false,"Timestamp":"0001-01-01T00:00:00",)"
        R"("TimeOfDay":"2000-01-01T00:00:00","Uuid":"00000000-0000-0000-0000-000000000000","Uid":"","Colour":"Mauve",)"
        R"("Scope":7,"Point":{"X":0,"Y":-1e-04}})",
        R"({"Number":-123456.789,"Scope":"Unheard","Point":{"X":1,"Z":{}}})", R"({})");
    add(std::type_identity<Nullables>{},
        R"({"Text":"a","Integer":1,"Number":2.5,"Boolean":true,"Timestamp":"2024-03-01T22:15:00Z",)"
        R"("TimeOfDay":"2000-01-01T22:15:00Z","Uuid":"cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10","Uid":"u","Colour":"Red",)"
        R"("Scope":0,"Point":{"X":1}})",
        R"({"Text":null,"Integer":null,"Number":null,"Boolean":null,"Timestamp":null,"TimeOfDay":null,"Uuid":null,)"
        R"("Uid":null,"Colour":null,"Scope":null,"Point":null})",
        R"({})");
    add(std::type_identity<Lists>{},
        R"({"Text":["","b"],"Integer":[1,-2],"Number":[0.5,1e+100],"Timestamp":["2024-03-01T22:15:00"],)"
        R"("TimeOfDay":["2000-01-01T22:15:00"],"Uuid":["cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"],"Uid":["a","b"],)"
        R"("Colour":["Red","GREEN"],"Scope":[0,2,10,11],"Point":[{"X":1},{"X":2,"Y":3.5,"Q":1}]})",
        R"({"Text":[],"Integer":[],"Number":[],"Timestamp":[],"TimeOfDay":[],"Uuid":[],"Uid":[],"Colour":[],)"
        R"("Scope":[],"Point":[]})");
    add(std::type_identity<OptionalLists>{},
        R"({"Text":["a"],"Integer":[1],"Number":[0.5],"Timestamp":["2024-03-01T22:15:00Z"],)"
        R"("TimeOfDay":["2000-01-01T22:15:00Z"],"Uuid":["cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10"],"Uid":["a"],)"
        R"("Colour":["Red"],"Scope":[2],"Point":[{"X":1}]})",
        R"({"Text":[],"Integer":[],"Number":[],"Timestamp":[],"TimeOfDay":[],"Uuid":[],"Uid":[],"Colour":[],)"
        R"("Scope":[],"Point":[]})",
        R"({"Number":[1.5]})", R"({})");
    add(std::type_identity<Boxes>{}, R"({"Point":{"X":1},"Text":"t","Integer":3})", R"({})");
    add(std::type_identity<Maps>{},
        R"({"_links":{"self":{"Href":"/a"},"next":{"Href":"/b","Rel2":1}},"Texts":{"":"empty","b\"":"","a":"z"},)"
        R"("Integers":{"one":1},"Boxes":{"p":{"X":1}}})",
        R"({})");
    add(std::type_identity<FreeForm>{},
        R"({"Single":{"a":[1,2.5,"x",true,null,{}]},"Optional":[[]],"Nullable":"text","List":[1,null,[2]],)"
        R"("OptionalList":[false,{"k":{"k":[]}}],"Map":{"x":null,"y":{"z":1}}})",
        R"({"Single":null,"Nullable":null,"List":[],"OptionalList":[]})");
    add(std::type_identity<DayGrid>{}, R"({"Name":"Sunday","Value":"1,1,0"})");
    add(std::type_identity<ObjectInJob>{}, R"({"Name":"vm","Href":"h","Order":12345678901234567})");
    add(std::type_identity<BackupInfo>{},
        R"({"Includes":{"ObjectInJobs":[{"Name":"a"},{"Name":"b","Order":1}]},"Excludes":{"ObjectInJobs":[{"Name":"c"}]},)"
        R"("ExcludedFolders":["C:\\Temp"],"Tags":{"Items":["x"]}})",
        R"({"First":1,"Includes":{"ObjectInJobs":[{"Name":"a"}],"Count":1,"More":[true]},"Second":{},)"
        R"("Excludes":{"ObjectInJobs":[]},"Third":"x","Fourth":2,"ExcludedFolders":[],"Tags":{"Items":[],"Inside":0}})",
        R"({"Includes":{"ObjectInJobs":[]}})");
    add(std::type_identity<ReplicaInfo>{}, R"({"Suffix":"_replica"})", R"({})");
    add(std::type_identity<JobInfo>{},
        R"({"Mode":"m","BackupJobInfo":{"Includes":{"ObjectInJobs":[]}},"Compressed":true})",
        R"({"ReplicaJobInfo":{"Suffix":"_r","U":1},"After":[]})", R"({"ScriptPath":"C:\\run.ps1"})",
        R"({"LegacyId":0,"Compressed":false})", R"({})");
    add(std::type_identity<RetryOptions>{}, R"({"RetrySpecified1":true,"RetryTimes":3})");
    add(std::type_identity<Credentials>{}, R"({"UserName":"u","Password":"p"})", R"({"UserName":""})");
    add(std::type_identity<Schedule>{},
        R"({"Time":"2019-10-23T14:00:00","Days":["Sunday","Monday"],"Grid":{"Days":[{"Name":"Sunday","Value":"1,1"}]},)"
        R"("RetryOptions":{"RetrySpecified1":true},"Enabled":true})",
        R"({"Days":[],"Grid":{"Days":[]}})");
    add(std::type_identity<Folder>{},
        R"({"Name":"a","Parent":{"Name":"b","Parent":{"Name":"c"}},"Children":[{"Name":"d"},{"Name":"e"}],)"
        R"("Owner":{"Name":"o","Folders":[{"Name":"f","Owner":{"Name":"p","Folders":[]}}]}})",
        R"({"Name":""})");
    add(std::type_identity<Owner>{}, R"({"Name":"o","Folders":[]})", R"({"Name":"o"})");
    add(std::type_identity<Strict>{}, R"({"Name":"s","Size":1})");
    add(std::type_identity<Job>{},
        R"({"Links":[{"Rel":"Up","Href":"/api/servers/1"}],"Name":"Backup Job 1",)"
        R"("UID":"urn:veeam:Job:cc52ec30-fd33-4ac8-a0b2-8b1c6a3b7f10","Href":"/api/jobs/1","Type":"Job","Colour":"Green",)"
        R"("Scope":2,"Description":"Größe 5 €","Size":12550788,"Ratio":1.25,"Enabled":true,)"
        R"("CreationTimeUTC":"2020-02-04T13:00:18.277Z","ServerId":"a7a9b5f5-9d40-4ff4-9c14-3a1b9b7c2e11",)"
        R"("Schedule":{"Time":"2020-02-04T22:00:00+13:00","Grid":{"Days":[{"Name":"Sunday","Value":"1,1,0"}]}},)"
        R"("JobInfo":{"BackupJobInfo":{"Includes":{"ObjectInJobs":[{"Name":"vm1","Order":1},{"Name":"vm2"}]}}},)"
        R"("Credentials":{"UserName":"u"},"Folder":{"Name":"f","Parent":{"Name":"root"}},"Strict":{"Name":"s"},)"
        R"("Note":"text"})",
        R"({"Before":{"nested":[1,[2,{"three":"3"}]]},"Name":"n","UID":"u","Between":"x","Note":null,"Last":[0.5,1e5]})");
    add(std::type_identity<JobPage>{}, R"({"Jobs":[{"Name":"a","UID":"1"},{"Name":"b","UID":"2"}],"Total":2})",
        R"({"Jobs":[]})");
}

}  // namespace veeam::inline v0::sample
